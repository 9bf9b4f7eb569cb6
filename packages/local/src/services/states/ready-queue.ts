/** Ids of the flows of control that can go on, in order: one that has just left a state goes before all others. */
export class ReadyQueue {
  /** The last is the first. */
  readonly #front: string[] = [];
  readonly #back: string[] = [];
  #taken = 0;

  pushFront(id: string): void {
    this.#front.push(id);
  }

  pushBack(id: string): void {
    this.#back.push(id);
  }

  peek(): string | undefined {
    return this.#front.at(-1) ?? this.#back[this.#taken];
  }

  shift(): void {
    if (this.#front.length > 0) this.#front.pop();
    else if (this.#taken < this.#back.length) this.#taken += 1;
    if (this.#taken < this.#back.length) return;
    this.#back.length = 0;
    this.#taken = 0;
  }

  clear(): void {
    this.#front.length = 0;
    this.#back.length = 0;
    this.#taken = 0;
  }
}
