import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CommandAsset } from './handler-source.ts';

/**
 * Code that a command makes when it is published ("Cloud assembly schema", FileSource.executable): it prints the path of a
 * zip file. A command that fails ends the deployment before anything is changed.
 */
export class CommandCode extends Code {
  private readonly asset: CommandAsset;

  constructor(asset: CommandAsset) {
    super();
    this.asset = asset;
  }

  override bind(scope: Construct): CodeConfig {
    const { hash: sourceHash, command } = this.asset;
    const published = Stack.of(scope).synthesizer.addFileAsset({
      sourceHash,
      executable: [...command],
      displayName: `${scope.node.path}/Code`,
    });
    return { s3Location: { bucketName: published.bucketName, objectKey: published.objectKey } };
  }
}
