import type { ContextRef } from '@/lib/contract/views/parts';

export const contextRefOf = ({ slug, name }: ContextRef): ContextRef => ({ slug, name });
