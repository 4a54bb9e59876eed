/** Something stands in the way of setting up; the message is one plain line that says what to do. */
export class PlainProblem extends Error {}
