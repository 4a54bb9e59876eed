import type pg from 'pg';
import { SetupProblem } from '@/lib/setup-problem';

/** The role that the product's connections take on: it may add to the ledger and read it, and nothing else there. */
const appRole = 'lockgate_app';

/**
 * Sees to it that the role exists and that the connected user may SET ROLE to it. A role belongs to the whole server, so
 * that several databases, and several users, may share it.
 */
export const ensureAppRole = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ known: boolean; name: string; number: number }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS known, current_user AS name,
            current_setting('server_version_num')::int AS number`,
    [appRole],
  );
  const { known = false, name = '', number = 0 } = rows[0] ?? {};
  const grant = `GRANT ${appRole} TO ${client.escapeIdentifier(name)}${
    number >= 160_000 ? ' WITH SET TRUE, INHERIT FALSE' : ''
  }`;
  if (!known) {
    await attempt(client, `CREATE ROLE ${appRole} NOLOGIN`, ['42710', '23505'], `CREATE ROLE ${appRole}; ${grant};`);
  }
  if (await maySetRole(client, number)) return;
  await attempt(client, grant, ['XX000', '23505'], `${grant};`);
  if (!(await maySetRole(client, number))) throw needsAdministrator(`${grant};`);
};

const maySetRole = async (client: pg.Client, number: number): Promise<boolean> => {
  const right = number >= 160_000 ? 'SET' : 'MEMBER';
  const { rows } = await client.query<{ may: boolean }>('SELECT pg_has_role(current_user, $1, $2) AS may', [
    appRole,
    right,
  ]);
  return rows[0]?.may ?? false;
};

/** Runs one statement; `racing` are the codes of another start having done the same at the same moment. */
const attempt = async (client: pg.Client, sql: string, racing: string[], remedy: string): Promise<void> => {
  try {
    await client.query(sql);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (code === '42501') throw needsAdministrator(remedy);
    if (!racing.includes(code)) throw error;
  }
};

const needsAdministrator = (remedy: string): SetupProblem =>
  new SetupProblem(`The database's user may not manage the role ${appRole}: let an administrator run: ${remedy}`);
