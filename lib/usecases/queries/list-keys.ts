import type { KeysQuery, KeyView } from '@/lib/contract/v1/keys';
import type { Page } from '@/lib/contract/v1/primitives';
import { mayManageKeys } from '@/lib/domain/access/people';
import { any, hasScope, isMember, type Rule } from '@/lib/domain/access/rule';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listKeysOf } from '@/lib/store/keys';
import type { Context } from '@/lib/usecases/context';
import { keyViewOf } from '@/lib/usecases/people-views';
import { afterOf, onePage } from './parts/id-page';
import { inProgram } from './parts/viewing';

const maySeeKeys: Rule = any(isMember, hasScope('keys:write'));

/** Keys of a program without their secrets, newest first: all for administrators and auditors, else one's own. */
export const listKeys = (context: Context, programSlug: string, query: KeysQuery): Promise<Result<Page<KeyView>>> =>
  inProgram(
    context,
    programSlug,
    async ({ db, program, asker, you }) => {
      const before = afterOf(query.cursor);
      const size = query.limit ?? 50;
      const all = mayManageKeys(asker).allowed || asker.roles.has('auditor') || you === null;
      const rows = await listKeysOf(db, program.id, {
        limit: size + 1,
        ...(before === null ? {} : { before }),
        ...(all ? {} : { personId: you }),
      });
      return onePage(rows.map(keyViewOf), size);
    },
    maySeeKeys,
  );
