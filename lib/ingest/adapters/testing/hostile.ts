import fc from 'fast-check';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import type { Adapter, ImportOptions } from '@/lib/ingest/adapters/adapter';
import { receivedWindow } from './imported';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/**
 * Reads noise, every kind of truncation, and files with a piece replaced. Throws (with the seed) where the adapter throws, or
 * gives a run that contradicts itself.
 */
export const survivesHostileInput = (adapter: Adapter, file: Uint8Array, options: ImportOptions): void => {
  const text = new TextDecoder().decode(file);
  const holds = (bytes: Uint8Array): void => {
    const read = adapter.read(bytes, options);
    if (!read.ok) return;
    const { run } = read.value;
    const consistent = checkConsistency({ ...run, window: run.window ?? receivedWindow });
    if (!consistent.ok) throw new Error(JSON.stringify(consistent.refusal));
  };
  const pieces = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      'null',
      '{}',
      '[]',
      '""',
      '-1',
      '1e999',
      '9'.repeat(40),
      ',',
      '\n',
      "'",
      '{"a":1}',
      'true',
      '\uFEFF',
    ),
  );
  fc.assert(
    fc.property(fc.nat({ max: text.length }), fc.nat({ max: 12 }), pieces, (at, cut, piece) =>
      holds(bytesOf(text.slice(0, at) + piece + text.slice(at + cut))),
    ),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.nat({ max: file.length }), (length) => holds(file.subarray(0, length))));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), holds));
  fc.assert(fc.property(fc.json(), (noise) => holds(bytesOf(noise))));
};
