/** Why a pattern is not valid, in the words event-ruler's compiler uses. */
export class PatternFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'PatternFault';
  }
}
