import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDatabase, dropDatabase } from './postgres/databases';

/**
 * For tests: a migrated, empty PostgreSQL database of one's own. `url` connects as superuser (take on `lockgate_app` with
 * SET ROLE, as the product does); `drop` removes it and ends what is still connected.
 */
export const testDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  return {
    url: await createDatabase(server, name, inject('postgresTemplate')),
    drop: () => dropDatabase(server, name),
  };
};
