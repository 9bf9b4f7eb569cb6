/** Which fields of its events a consumer reads: committed beside it as reads.json. */
export { type ProjectFolders, projectFolders } from './contracts/project.ts';
export {
  committedReads,
  deepest,
  patternReads,
  type Reads,
  textOfReads,
  writeReads,
} from './contracts/reads/reads.ts';
