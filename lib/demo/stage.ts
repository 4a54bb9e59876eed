import type { Manifest } from '@/lib/contract/manifest';
import type { Actor } from '@/lib/domain/access/actor';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import type { Calendar } from './calendar';
import type { Cast } from './people';

/** What every step of one program's history needs. */
export type Stage = { program: string; manifest: Manifest; calendar: Calendar; cast: Cast };

/** The value, or an error that names the step: a demo that is refused by the product is a bug of the demo. */
export const must = <T>(what: string, result: Result<T>): T => {
  if (result.ok) return result.value;
  const { code, detail, errors } = result.refusal;
  const places = (errors ?? []).map((error) => `\n  ${error.pointer ?? ''} ${error.detail}`).join('');
  throw new Error(`the demo's history was refused at "${what}": ${code}: ${detail}${places}`);
};

let requests = 0;

/** Who acts when: the clock of the past is the demo loader's alone. */
export const contextAt = (actor: Actor, at: Date): Context => {
  requests += 1;
  return { actor, requestId: `demo-${requests}`, simulatedAt: at };
};
