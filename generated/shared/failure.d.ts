/** Why something failed. */
export interface Failure {
    /** A stable code, such as HealthLake.ValidationException or ABANDONED. */
    readonly code: string;
    /** A sentence for the one on call; it holds no person's data. */
    readonly message: string;
}
