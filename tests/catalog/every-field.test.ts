import { fileURLToPath } from 'node:url';
import { readSource } from '@carillon/catalog/check';
import { committedReads, projectFolders } from '@carillon/catalog/reads';
import { testEveryField, testEveryReader } from '@carillon/catalog/testing';

const root = fileURLToPath(new URL('../..', import.meta.url));

testEveryField(readSource(root));
testEveryReader(readSource(root), [...committedReads(projectFolders(root)).values()]);
