import { connectTo } from './connect-to';

/** What a start must know of a migrated database before anything else opens it. */
export type InstallationState = {
  /** It holds accounts that only a demo may have. */
  demoAccounts: boolean;
  /** The loading of a demo began here and never ended. */
  halfLoaded: boolean;
  /** It holds programs, and they are not a demo's. */
  realPrograms: boolean;
};

export const readInstallationState = async (url: string): Promise<InstallationState> => {
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<InstallationState>(
      `SELECT EXISTS (SELECT FROM person WHERE demo) AS "demoAccounts",
              EXISTS (SELECT FROM installation WHERE loading_demo) AS "halfLoaded",
              EXISTS (SELECT FROM program) AND NOT EXISTS (SELECT FROM installation WHERE demo) AS "realPrograms"`,
    );
    return rows[0] ?? { demoAccounts: false, halfLoaded: false, realPrograms: false };
  } finally {
    await client.end();
  }
};

/** Runs `work` while no other process does so on the server of `url`. The lock ends with the process, however it ends. */
export const whileAlone = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  const client = await connectTo(url);
  try {
    await client.query('SELECT pg_advisory_lock(7270370)');
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
};
