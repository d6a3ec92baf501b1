# Completion of tether for fish; 'tether complete' knows what there is to offer.

function __tether_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    $words[1] complete -- $words[2..-1] (commandline --current-token --cut-at-cursor) 2>/dev/null
end

complete --command tether --arguments '(__tether_complete)'
