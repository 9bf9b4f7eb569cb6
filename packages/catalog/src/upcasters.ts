/** The names of upcasters' files: functions that turn an event of one version into the next. */
export { importPathOf, type Step, stepOf, UPCASTER_LIST, UPCASTERS, upcasterFile } from './compiler/upcasters.ts';
