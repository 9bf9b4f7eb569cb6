/** Past participles that do not end in -ed. */
const irregular: ReadonlySet<string> = new Set(
  [
    'Begun Bent Born Bought Bound Broken Brought Built Caught Chosen Cut Dealt Done Drawn Driven Fallen Fed Felt Forgotten Fought Found',
    'Frozen Given Gone Grown Held Hidden Hit Kept Known Laid Led Left Lent Lost Made Met Paid Proven Put Quit Raised Read Reset Risen',
    'Run Seen Sent Set Shown Shut Sold Spent Split Spoken Stolen Stood Struck Swept Taken Taught Thought Thrown Told Torn Understood',
    'Undone Won Withdrawn Worn Written',
  ]
    .join(' ')
    .split(' '),
);

/** Whether the last word of a PascalCase name is a past participle: `OrderShipped`, `LetterSent`, but not `SpeedNeed`. */
export function isPastTense(name: string): boolean {
  const word = /[A-Z][a-z0-9]*$/.exec(name)?.[0] ?? '';
  return irregular.has(word) || (/[a-z]ed$/.test(word) && !/[^r]eed$/.test(word) && word !== 'Bed' && word !== 'Red');
}
