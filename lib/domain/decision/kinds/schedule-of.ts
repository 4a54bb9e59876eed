/** The instant that a payload says it is to be executed at. */
export const scheduleOf = (payload: { scheduledFor: string | null }): Date | null =>
  payload.scheduledFor === null ? null : new Date(payload.scheduledFor);

/** What a payload keeps of a proposal's date. */
export const scheduledIn = (proposal: { scheduledFor?: Date | null | undefined }): string | null =>
  proposal.scheduledFor?.toISOString() ?? null;
