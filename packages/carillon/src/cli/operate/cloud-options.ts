import type { Option } from '../command.ts';

/** Where the commands look: a local cloud, or with `--profile` or `--region` an account. */
export const cloudOptions: Readonly<Record<string, Option>> = {
  endpoint: {
    value: '<url>',
    help: 'The local cloud. Default: AWS_ENDPOINT_URL, or http://127.0.0.1:4747, as npm start prints it.',
  },
  profile: { value: '<name>', help: 'An AWS profile instead of the local cloud.' },
  region: {
    value: '<region>',
    help: "An AWS region; default the profile's. Without --profile: the environment's account.",
  },
  prefix: { value: '<name>', help: 'How the names of the stacks begin. Default: stackPrefix of carillon.config.ts.' },
};
