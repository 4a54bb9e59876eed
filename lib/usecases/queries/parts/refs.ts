import type { ContextRef } from '@/lib/contract/views/parts';

export const contextRefOf = ({ slug, name }: ContextRef): ContextRef => ({ slug, name });

export const programRefOf = ({ slug, name }: { slug: string; name: string }) => ({ slug, name });
