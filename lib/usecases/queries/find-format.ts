import { type Manifest, manifestSchema } from '@/lib/contract/manifest';
import { mayRecordRun } from '@/lib/domain/access/may';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';

/** The map by which a program reads a tool's results, as its manifest on record has it; for who may send runs. */
export const findFormat = (
  context: Context,
  programSlug: string,
  name: string,
): Promise<Result<Manifest['formats'][number]>> =>
  inProgram(
    context,
    programSlug,
    async ({ program }) => {
      const { formats } = manifestSchema.parse(program.manifest);
      const found = formats.find((format) => format.name === name);
      if (found !== undefined) return found;
      const known = formats.map((format) => `mapped:${format.name}`).join(', ') || 'none';
      const detail = `The manifest of this program maps no format "${name}"; it maps ${known}.`;
      throw refused('invalid_parameter', detail, [{ pointer: 'format', detail }]);
    },
    mayRecordRun,
  );
