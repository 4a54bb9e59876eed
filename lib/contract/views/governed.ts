import type { Role } from '@/lib/domain/words';
import type { Act } from './parts';

export type GovernedKind = 'change_policy' | 'activate_criteria';

/** A governed document in force, to be edited beside a proposal that would replace it. */
export type GovernedDocumentView = {
  program: { slug: string; name: string };
  context: { slug: string; name: string } | null;
  now: string;
  kind: GovernedKind;
  /** "version 3, in force since 12 Nov" */
  standing: string;
  /** What is in force, as data and as the YAML that one edits. */
  document: unknown;
  text: string;
  /** Who holds which role, by name. */
  holders: Partial<Record<Role, string[]>>;
  propose: Act;
};
