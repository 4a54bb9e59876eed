import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { databaseUrl } from '@/lib/env';
import { type Prisma, PrismaClient } from '@/prisma/generated/client';

/** Inside a transaction: what every function of the store takes first. */
export type Db = Prisma.TransactionClient;

const appRole = 'lockgate_app';

// One client a process. It hangs on globalThis because a development server loads modules anew at each change.
type Connections = Map<number, pg.PoolClient>;
const shelf = globalThis as typeof globalThis & {
  lockgateClient?: { url: string; client: PrismaClient; connections: Connections };
};

const client = (): PrismaClient => {
  const url = databaseUrl();
  if (shelf.lockgateClient?.url !== url) {
    // The time zone is set because the adapter stores local times wrong in any other; the role has no rights on the record.
    const pool = new pg.Pool({
      connectionString: url,
      options: `-c TimeZone=UTC -c role=${appRole} -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000`,
      max: 12,
      connectionTimeoutMillis: 5000,
    });
    const connections = followConnections(pool);
    const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
    shelf.lockgateClient = { url, client, connections };
  }
  return shelf.lockgateClient.client;
};

/** Connections by the process that serves each, so that a transaction can find the one that it runs on. */
const followConnections = (pool: pg.Pool): Connections => {
  const connections: Connections = new Map();
  const pidOf = (connection: pg.PoolClient): number => (connection as unknown as { processID: number }).processID;
  pool.on('connect', (connection) => connections.set(pidOf(connection), connection));
  pool.on('remove', (connection) => connections.delete(pidOf(connection)));
  // An idle connection that breaks is replaced at the next use; nobody waits for it.
  pool.on('error', () => undefined);
  return connections;
};

/** The connection that this transaction runs on, for what goes beside Prisma: COPY. One statement at a time. */
export const connectionOf = async (db: Db): Promise<pg.PoolClient> => {
  const [row] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const connection = row === undefined ? undefined : shelf.lockgateClient?.connections.get(row.pid);
  if (connection === undefined) throw new Error('the connection of a transaction is not known');
  return connection;
};

/** Ends all connections; the next use opens new ones. */
export const closeDatabase = async (): Promise<void> => {
  const open = shelf.lockgateClient;
  delete shelf.lockgateClient;
  await open?.client.$disconnect();
};

/** Runs `work` in one writable transaction, read committed: what follows a row lock sees what its holder committed. */
export const inTransaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  client().$transaction(work, { isolationLevel: 'ReadCommitted', maxWait: 10_000, timeout: 60_000 });

const streamMs = 60 * 60_000;

/** The same for what takes as long as its sender: no statement of it is cut short. */
export const inLongTransaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  client().$transaction(
    async (db) => {
      await db.$executeRaw`SET LOCAL statement_timeout = 0`;
      return work(db);
    },
    { isolationLevel: 'ReadCommitted', maxWait: 10_000, timeout: streamMs },
  );

/** Runs `work` over one unchanging snapshot that cannot be written to. */
export const inSnapshot = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  client().$transaction(
    async (db) => {
      await db.$executeRaw`SET TRANSACTION READ ONLY`;
      return work(db);
    },
    { isolationLevel: 'RepeatableRead', maxWait: 10_000, timeout: 60_000 },
  );

/** The database's clock, in whole milliseconds. */
export const databaseNow = async (db: Db): Promise<Date> => {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`;
  if (row === undefined) throw new Error('the database told no time');
  return row.now;
};

/** When this transaction began: nothing committed before it is missing from its snapshot. */
export const transactionNow = async (db: Db): Promise<Date> => {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', transaction_timestamp()) AS now`;
  if (row === undefined) throw new Error('the database told no time');
  return row.now;
};

/** True for failures of the connection, as against failures of a statement. */
export const isUnreachable = (error: unknown): boolean => {
  const text =
    error instanceof Error ? `${error.name} ${error.message} ${String((error as { code?: unknown }).code)}` : '';
  return /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|P1001|P1002|P1008|P1017|P2024|P2028|57P0[123]|DatabaseNotReachable|Connection terminated|timeout exceeded when trying to connect|the database system is (starting|shutting)|Server has closed the connection|ConnectionClosed|connection error and is not queryable|Client was closed|Connection ended unexpectedly/.test(
    text,
  );
};

type DriverCause = { code?: string; originalCode?: string };

/** True where the database asks to try the same transaction again: said by a statement, or bare when it was to commit. */
export const isRetryable = (error: unknown): boolean => {
  const { meta, cause, code } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: DriverCause } };
    cause?: DriverCause;
    code?: string;
  };
  const told = meta?.driverAdapterError?.cause ?? cause;
  return ['40001', '40P01', 'P2034'].includes(told?.originalCode ?? told?.code ?? code ?? '');
};
