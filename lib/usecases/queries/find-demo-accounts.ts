import type { Result } from '@/lib/domain/kernel/refusal';
import { hasDemoPeople } from '@/lib/store/people';
import { read } from '@/lib/usecases/transact';

/** Whether accounts of the demo exist, disabled ones included: production does not start with them. */
export const hasDemoAccounts = (): Promise<Result<boolean>> => read(hasDemoPeople);
