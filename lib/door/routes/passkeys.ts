import { addPasskey, beginPasskey, beginStepUp, listPasskeys, removePasskey } from '@/lib/contract/operations/passkeys';
import { type Route, route } from '@/lib/door/route';

export const passkeyRoutes: Route[] = [
  route(listPasskeys, ({ context, around }) => around.useCases.listPasskeys(context)),
  route(addPasskey, ({ context, body, around }) => around.useCases.addPasskey(context, body)),
  route(beginPasskey, ({ context, body, around }) => around.useCases.beginPasskey(context, body)),
  route(beginStepUp, ({ context, body, around }) => around.useCases.beginStepUp(context, body)),
  route(removePasskey, ({ context, params, around }) => around.useCases.removePasskey(context, params.passkey)),
];
