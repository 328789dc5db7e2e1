// The health check of the image: requests the address in its argument. It ends with 0 if the answer isn't an
// error of the server, and with 1 otherwise.
try {
  const { status } = await fetch(process.argv[2], {
    redirect: 'manual',
    signal: AbortSignal.timeout(2000),
  });
  if (status >= 500) throw new Error(`The answer has the status ${status}.`);
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
