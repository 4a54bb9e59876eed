// The driver adapter that the WASM schema engine speaks to: Prisma's own for PostgreSQL, with three faults put right.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { parse } from 'pg-connection-string';

const internalChar = 18;
const blankPaddedChar = 1042;

/** Connection fields rather than a string: in node-postgres a string's database wins over a `database` beside it. */
const fieldsOf = (url) => ({ ...parse(url), options: '-c TimeZone=UTC', max: 3 });

/** The adapter does not know the catalogue's "char" type, which the engine's own queries return. */
const mapInternalChar = (connection) => {
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  let internalColumns = [];
  connection.performIO = async (query) => {
    const result = await performIO(query);
    internalColumns = result.fields?.map((field) => field.dataTypeID === internalChar) ?? [];
    for (const field of result.fields ?? []) if (field.dataTypeID === internalChar) field.dataTypeID = blankPaddedChar;
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    internalColumns.forEach((internal, index) => {
      if (internal) result.columnTypes[index] = ColumnTypeEnum.Character;
    });
    return result;
  };
};

/** The adapter cuts scripts at every semicolon, which breaks function bodies; one simple query is one transaction. */
const sendScriptsWhole = (connection) => {
  connection.executeScript = async (script) => {
    try {
      await connection.underlyingDriver().query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
};

/** The engine asks any server for its version, even to compare two schema files: without a URL this answers for one. */
const answerOffline = (connection) => {
  connection.queryRaw = async ({ sql }) => {
    if (!sql.includes('server_version_num')) throw new Error('this command needs a database: set DATABASE_URL');
    return {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15.0', 150000]],
    };
  };
  return connection;
};

const mended = (connection) => {
  mapInternalChar(connection);
  sendScriptsWhole(connection);
  return connection;
};

/** PostgreSQL for the schema engine. `datasource` is `{ url, shadowDatabaseUrl? }` as the command line passes it. */
export class SchemaEnginePostgres extends PrismaPg {
  constructor(datasource) {
    const { url } = datasource;
    const schema = url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined;
    super(url ? fieldsOf(url) : {}, { schema });
    this.datasource = datasource;
  }

  async connect() {
    const connection = await super.connect();
    return this.datasource.url ? mended(connection) : answerOffline(connection);
  }

  /** The stock one would hand out the main database itself, onto which the history would then be replayed. */
  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource;
    if (shadowDatabaseUrl) return mended(await new PrismaPg(fieldsOf(shadowDatabaseUrl)).connect());
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const main = await this.connect();
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = mended(await new PrismaPg({ ...fieldsOf(url), database: name }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  }
}

/** Answers `can-connect-to-database` and `create-database`: undefined, or `{ message, code }` of what went wrong. */
export const reachDatabase = async (url, command) => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    if (error.code !== '3D000') {
      return { message: `Can't reach database server: ${error.message || error.code}`, code: 'P1001' };
    }
    if (command === 'can-connect-to-database') return { message: error.message, code: 'P1003' };
  }
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: String(server) });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  return undefined;
};
