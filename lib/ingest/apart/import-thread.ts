import { parentPort } from 'node:worker_threads';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { importedSubmission } from '@/lib/ingest/submission';
import { type Asked, discrepanciesAtOnce, type Told, tooManyShown } from './import-words';

// A thread that reads imports, one at a time, so that whoever asks who is authoritative waits for none of them. What it read
// goes over in parts, each when it is asked for: taking in a million objects at once would hold up the others all the same.

const port = parentPort;
if (port === null) throw new Error('this file is run by a thread');

let left: readonly Discrepancy[] = [];

const told = ({ query, mediaType, bytes, map }: Extract<Asked, { ask: 'read' }>): Told => {
  const read = importedSubmission(query, { mediaType, bytes }, map);
  if (!read.ok) return { tell: 'refused', refusal: read.refusal };
  const { body: _kept, facts, ...submission } = read.value;
  const tooMany = tooManyShown(facts);
  if (tooMany !== null) return { tell: 'refused', refusal: tooMany };
  left = facts.discrepancies;
  return { tell: 'read', submission: { ...submission, facts: { ...facts, discrepancies: [] } } };
};

const more = (): Told => {
  const items = left.slice(0, discrepanciesAtOnce);
  left = left.slice(discrepanciesAtOnce);
  return { tell: 'more', items };
};

port.on('message', (asked: Asked) => {
  if (asked.ask === 'read') left = [];
  port.postMessage(asked.ask === 'read' ? told(asked) : more());
});
