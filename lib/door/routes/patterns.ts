import {
  joinPattern,
  listKnowledge,
  listPatterns,
  mergePattern,
  readPattern,
  splitPattern,
  triagePattern,
  triagePatterns,
  unmergePattern,
} from '@/lib/contract/operations/patterns';
import { type Route, route } from '@/lib/door/route';

export const patternRoutes: Route[] = [
  route(listPatterns, ({ context, params, query, around }) =>
    around.useCases.listPatterns(context, params.program, query),
  ),
  route(triagePatterns, ({ context, params, body, around }) =>
    around.useCases.triagePatterns(context, params.program, body),
  ),
  route(readPattern, ({ context, params, around }) =>
    around.useCases.readPattern(context, params.program, params.pattern),
  ),
  route(triagePattern, ({ context, params, body, around }) =>
    around.useCases.triagePattern(context, params.program, params.pattern, body),
  ),
  route(mergePattern, ({ context, params, body, around }) =>
    around.useCases.mergePattern(context, params.program, params.pattern, body),
  ),
  route(unmergePattern, ({ context, params, body, around }) =>
    around.useCases.unmergePattern(context, params.program, params.pattern, body),
  ),
  route(splitPattern, ({ context, params, body, around }) =>
    around.useCases.splitPattern(context, params.program, params.pattern, body),
  ),
  route(joinPattern, ({ context, params, body, around }) =>
    around.useCases.joinPattern(context, params.program, params.pattern, body),
  ),
  route(listKnowledge, ({ context, params, query, around }) =>
    around.useCases.listKnowledge(context, params.program, params.context, query),
  ),
];
