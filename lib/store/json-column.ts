import type { Prisma } from '@/prisma/generated/client';

/** A document of the domain for a JSON column: Prisma's type cannot say "whatever canonical JSON can hold". */
export const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
