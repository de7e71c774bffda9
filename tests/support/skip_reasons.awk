# Reads ctest's LastTest.log: the tests that were skipped, each with its reason. Shell cases say
# "SKIP: reason"; Catch2 says SKIPPED and then the message, wrapped, up to an empty line.
/^[0-9]+\/[0-9]+ Testing: / { sub(/^[^:]*: /, ""); name = $0 }
/^SKIP: / { say(substr($0, 7)) }
/: SKIPPED:$/ { wrapped = 1; reason = ""; next }
wrapped && NF && !/^explicitly with message/ { sub(/^ +/, ""); reason = reason (reason ? " " : "") $0 }
wrapped && !NF { say(reason); wrapped = 0 }
function say(why) {
  if (!told++) print "Skipped:"
  print "  " name ": " why
}
