/** Something outside the code stands in the way of starting. The message is one plain line that says what to do. */
export class SetupProblem extends Error {
  override name = 'SetupProblem';
}
