import { paths, withFilter } from '@/lib/contract/paths';

type Place = { context: string; version?: number | null; compare?: number | null; edit?: number | null };

/** An address of the rules page. `edit: 0` begins with nothing, which a query must still say. */
export const rulesLink = (program: string, { context, version, compare, edit }: Place): string =>
  withFilter(paths.rules(program), { context, version, compare, edit: edit === 0 ? '0' : edit });
