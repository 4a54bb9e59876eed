import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { ApiProblem } from '@/components/query/problem';
import type {
  BeginStepUpBody,
  PasskeyAnswer,
  PasskeyCreation,
  PasskeyRegistration,
  PasskeyRequest,
} from '@/lib/contract/v1/passkeys';

// The browser's side of passkeys. The library comes when one is asked for: no page carries it from the beginning.

const library = () => import('@simplewebauthn/browser');

/** Why a browser brought no answer, in words; everything else is passed on. */
const asTold = (error: unknown): unknown => {
  if (error instanceof ApiProblem || !(error instanceof Error)) return error;
  const told: Record<string, string> = {
    NotAllowedError: 'It was cancelled, or took too long. Nothing was sent.',
    InvalidStateError: 'This device has a passkey of yours already.',
    SecurityError: 'This address cannot have passkeys: they need a name, and https outside this machine.',
  };
  const detail = told[error.name] ?? 'This browser could not use a passkey. Nothing was sent.';
  return new ApiProblem(0, 'No passkey answered', detail, null, [], null);
};

/** Has one of the person's passkeys sign the evidence hash, or without one a challenge for another act. */
export const askPasskey = async (body: BeginStepUpBody): Promise<PasskeyAnswer> => {
  const optionsJSON = await api<PasskeyRequest>({ method: 'POST', path: endpoints.passkeyChallenges, body });
  try {
    const { startAuthentication } = await library();
    return (await startAuthentication({ optionsJSON: optionsJSON as never })) as PasskeyAnswer;
  } catch (error) {
    throw asTold(error);
  }
};

/** Has the device make a passkey. */
export const makePasskey = async (optionsJSON: PasskeyCreation): Promise<PasskeyRegistration> => {
  try {
    const { startRegistration } = await library();
    return (await startRegistration({ optionsJSON: optionsJSON as never })) as PasskeyRegistration;
  } catch (error) {
    throw asTold(error);
  }
};
