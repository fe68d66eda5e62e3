// Pages that were read can be read again without a network. Browsers allow it on https and on this machine only.
navigator.serviceWorker?.register("/worker.js").catch(() => {});
