# What is read aloud: whole words and whole sentences, for screen readers and mails.
spoken-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
spoken-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
spoken-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

# status --format text: first how many, then a sentence a profile.
status-summary = { $count ->
    [one] { $count } profile: { $parts }.
   *[other] { $count } profiles: { $parts }.
}
status-count-needs = { $count ->
    [one] { $count } needs you
   *[other] { $count } need you
}
status-count-expiring = { $count ->
    [one] { $count } ends soon
   *[other] { $count } end soon
}
status-count-expired = { $count ->
    [one] { $count } can be refreshed
   *[other] { $count } can be refreshed
}
status-count-ok = { $count ->
    [one] { $count } is fine
   *[other] { $count } are fine
}
status-count-elsewhere = { $count ->
    [one] { $count } is looked after elsewhere
   *[other] { $count } are looked after elsewhere
}
status-ok = { $profile }, { $account }: fine; the refresh token works until about { $day }, { $left } more.
status-long-lived-ok = { $profile }, { $account }: fine; the long-lived token works until { $day }, { $left } more.
status-expired = { $profile }, { $account }: the access token has ended; the refresh token works until about { $day }, { $left } more; refresh it with: { $command }
status-expiring = { $profile }, { $account }: ends soon; the refresh token works until about { $day }, { $left } more; refresh it with: { $command }
status-over = { $profile }, { $account }: ends soon; the refresh token has not been used for three months and may have ended about { $day }; try to refresh it with: { $command }
status-long-lived-expiring = { $profile }, { $account }: ends soon; the long-lived token works until { $day }, { $left } more, and nothing renews it; make a new one in { $platform } and give it with: { $command }
status-long-lived-ended = { $profile }, { $account }: needs you; the long-lived token ended on { $day }; make a new one in { $platform } and give it with: { $command }
status-needs-authorization = { $profile }, { $account }: needs you since { $day }; { $why }; authorize it again with: { $command }
status-elsewhere = { $profile }, { $account }: looked after elsewhere since { $day }; nothing to do here.
status-unknown = { $profile }, { $account }: needs you; the setup was never finished; go on with: { $command }
status-unreadable = { $profile }: what is known of it cannot be read; mend it with: { $command }
status-unreadable-name = { $profile }: this row of the list of profiles cannot be read.
status-why-revoked = the refresh token was used somewhere else, or access was taken away
status-why-answer-lost = an answer with the new tokens was lost on its way
status-why-idle = the refresh token was not used for three months
status-why-other-integration = the refresh token belongs to another integration
status-why-garbled = the refresh token is garbled
status-why-silent = the integration is no longer accepted, most often because its secret key was replaced
status-why-access-refused = the token is no longer accepted, although its time is not over
status-why-refused = the tokens are no longer accepted

# setup --plain: a question a line. What is typed instead of an answer.
plain-word-back = back
plain-word-help = help
plain-word-quit = quit
plain-begin = This connects an account of amoCRM or Kommo, question by question.
plain-keys = Instead of any answer, shown or not, you can type: “{ plain-word-back }” for the question before, “{ plain-word-help }” for an explanation, “{ plain-word-quit }” to leave. Enter alone takes what is offered in square brackets.
plain-first = This is the first question.
plain-unseen-kept = { $what } (what you type is not shown; Enter keeps the one you have given)
plain-other-platform = The profile { $profile } uses this integration, and it is one of { $platform }: here it does not exist. “{ plain-word-back }” leads back.
plain-again = Press Enter to try again; what you have entered is kept
plain-opens = A page of { $platform } opens in your browser. If it does not, open { $url } there.
plain-open-here = Open { $url } in a browser on this computer.
plain-long = In a browser on another computer, open this long link:
plain-open = Open this page, choose the account { $account } and press { $allow }:
plain-exchange = amoCRM has accepted the key and now calls the redirect URI from its own servers, with a code.
plain-waiting = Waiting for your browser. If it does not come back by itself, paste the address you landed on
plain-checking = Checking.
plain-left = What you have entered is kept for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} more. Go on with: { $command }
plain-until = The refresh token works until about { $day }, { $left } more; each refresh brings a new one.
plain-until-long-lived = The token works until { $day }, { $left } more; nothing renews it.
plain-stored = Kept in: { $store }.
plain-next-schedule = To keep it fresh without you: { $command }
plain-next-export = To use it in another program: { $command }
plain-next-script = To use it in a script of yours: { $command }
