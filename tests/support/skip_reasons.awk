# Reads ctest's LastTest.log: the tests that were skipped, each with its reason. Shell cases say
# "SKIP: reason", Catch2 says SKIPPED and then the message.
/^[0-9]+\/[0-9]+ Testing: / { sub(/^[^:]*: /, ""); name = $0 }
/^SKIP: / { say(substr($0, 7)) }
/: SKIPPED:$/ { skipped = 1; next }
skipped && !/explicitly with message/ && NF { sub(/^ +/, ""); say($0); skipped = 0 }
function say(reason) {
  if (!told++) print "Skipped:"
  print "  " name ": " reason
}
