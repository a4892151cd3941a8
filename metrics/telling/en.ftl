# Telling: documents and set-up
tell-kind-rank-down = fall
tell-kind-early-warning = early warning
tell-kind-overdue = overdue
tell-kind-action-due = action due
tell-kind-promise-missed = promise missed
tell-kind-edition = bulletin
tell-title = City-appearance assessment: for your attention
tell-to = To { $name }:
tell-subject = City-appearance assessment: { $n ->
    [one] 1 matter
   *[other] { $n } matters
}
tell-more = { $n } more: see the document.
tell-source = By { $sources }; version { $version } of the data. What is reported later may change the above; a change is told as a correction.
tell-source-none = action log, bulletins
tell-column-what = matter
tell-column-text = what happened

# telling.yaml
tell-name-twice = the recipient “{ $name }” is there twice
tell-no-delivery = there is no delivery “{ $name }”; there are: { $known }
tell-no-address = a delivery by “{ $name }” needs the mail address `address`
tell-login-alone = login and password_from belong together
tell-login-open = no password is sent unencrypted (security: none): leave login out, or use starttls or tls
tell-body = `form: own` needs a body; other forms have none
tell-unknown-unit = the unit “{ $unit }” of recipient “{ $name }” is not registered: is it written as there?
tell-no-variable = the environment variable { $name } is not set
tell-bad-url = the environment variable { $name } holds no http:// or https:// address
tell-none = nothing is set up: there is no telling.yaml in the store's folder
tell-busy = another run is telling just now
tell-no-parcel = there is no delivery “{ $id }” that waits for a decision

# What came of a delivery
tell-why-unreachable = { $host } cannot be reached: { $why }
tell-why-refused = { $host } refused it: { $why }
tell-why-unsure = sent, and { $host } did not answer ({ $why })
tell-why-crashed = the run was broken off while sending
tell-why-folder = cannot write to { $host }: { $why }

tell-state-arrived = arrived
tell-state-failed = did not arrive
tell-state-unsure = unknown whether it arrived
tell-state-again = to be sent again

head-recipient = recipient
head-delivery = delivery
head-matter = matter
head-told-at = time
head-outcome = outcome
head-matters = matters
head-tries = tries
head-parcel = parcel
head-why = why
cli-tell-nothing = There is nothing new to tell.
cli-tell-log-none = Nothing was told yet.
