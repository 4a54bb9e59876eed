import type { Db } from './database';

/** The one row; made by the first start. */
export const ensureInstallation = async (db: Db, name: string): Promise<void> => {
  await db.$executeRaw`INSERT INTO installation (id, name) VALUES (1, ${name}) ON CONFLICT DO NOTHING`;
};

export const findInstallation = (db: Db) => db.installation.findUnique({ where: { id: 1 } });

export const isLoadingDemo = async (db: Db): Promise<boolean> =>
  (await db.installation.findUnique({ where: { id: 1 }, select: { loadingDemo: true } }))?.loadingDemo === true;

export const setDemo = async (db: Db, state: { demo: boolean; loadingDemo: boolean }): Promise<void> => {
  await db.installation.update({ where: { id: 1 }, data: state });
};
