import { answerSignOn } from '@/lib/door/single-sign-on';

export const GET = (request: Request): Promise<Response> => answerSignOn(request);
