"""The programme without a network: on paper, and kept in the visitor's browser. No tables.

Addresses: /worker.js, /offline/, /manifest.webmanifest; `?print=yes` on any page is the page for paper.
`worker.js` is the service worker: pages come from the network, and from what was read before where there is none.
It keeps My Schedule and other personal pages although they are `no-store`: that forbids others on the way, whereas
this copy lies in the browser whose pages they are, is told at /cookies/, and goes when the cookie does.
`farewell.js` takes its place where OFFLINE=0, and removes it and all that it kept.
Knows the hall and programme.
"""
