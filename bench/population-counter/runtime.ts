/** Runs a handler as a process over the Lambda Runtime API, as AWS's own Node.js runtime does. */
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
const { handler } = (await import('./handler.ts')) as { readonly handler: (event: never) => Promise<unknown> };
for (;;) {
  const next = await fetch(`${api}/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  const answer = await handler((await next.json()) as never);
  await fetch(`${api}/${id}/response`, { method: 'POST', body: JSON.stringify(answer) });
}
