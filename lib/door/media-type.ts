import type { IncomingMessage } from 'node:http';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';

/** The content type in lower case without parameters; refuses what is not in `allowed`, and text that is not UTF-8. */
export const mediaTypeOf = (request: IncomingMessage, allowed: readonly string[]): Result<string> => {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const found = allowed.find((media) => media === type.trim());
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (found === undefined || !isUtf8) {
    return refuse('unsupported_media_type', `Send ${allowed.join(' or ')}, in UTF-8.`);
  }
  return accept(found);
};
