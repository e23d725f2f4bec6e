# What the browser shows when it comes back from the consent page. One card: a sentence, and
# below it, smaller, how to go on. $account is the account's name or host, $expected its host.

page-connected-title = Connected
page-connected-sentence = { $account } is connected. You can close this tab and return to the terminal.

page-denied-title = Access was not given
page-denied-sentence = You did not allow access, so nothing has changed.
page-denied-hint = If that was a slip, you can try again from the terminal.

page-wrong-attempt-title = Another attempt
page-wrong-attempt-sentence = This page belongs to an attempt that is over.
page-wrong-attempt-hint = Return to the terminal and open the consent page from there once more.

page-wrong-account-title = Another account
page-wrong-account-sentence = Access was given to another account. We were expecting { $expected }.
page-wrong-account-hint = Return to the terminal: it shows how to choose the right one.

page-wrong-integration-title = Another integration
page-wrong-integration-sentence = Access was given to another integration, not to the one you entered.
page-wrong-integration-hint = Return to the terminal and check the integration ID.

page-incomplete-title = No code
page-incomplete-sentence = This address came without an authorization code.
page-incomplete-hint = Return to the terminal and open the consent page from there once more.

page-failed-title = Not connected
page-failed-sentence = Access was given, but the account could not be connected.
page-failed-hint = The terminal says what happened and how to go on.

page-nobody-waits-title = Nobody is waiting
page-nobody-waits-sentence = Nobody is waiting for this page any more.
page-nobody-waits-hint = Have a look at the terminal: it shows how the attempt ended.

page-not-found-title = Nothing here
page-not-found-sentence = There is nothing here.
page-not-found-hint = amokey only waits at this address for your browser to come back with an answer.

# The page for a redirect URI on the person's own site, all three languages in one file.

site-plain = One step is left. Copy the whole address of this page from the address bar and paste it into amokey.
site-ready = This page is in its place.
site-ready-hint = After consent, amoCRM or Kommo sends the browser here, and from here the code goes to amokey.
site-granted = Access is given. One step is left.
site-hand-on = Finish in amokey
site-elsewhere = Is amokey running on another computer? Copy this address and paste it there:
site-handed = A new tab has opened. If it cannot connect, amokey is not waiting on this computer. Copy this address and paste it where amokey is running:
site-copy = Copy
site-copied = Copied.
site-denied = Access was not given.
site-denied-hint = Nothing has changed. If that was a slip, you can try again from amokey.
site-tell = Tell amokey
site-garbled = There is no authorization code in this address, or only a part of it.
site-garbled-hint = Open the consent page from amokey once more.
