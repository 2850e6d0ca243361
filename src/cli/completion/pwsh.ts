/** Completion for PowerShell, version 5 and newer. What it has no words for is completed as paths by PowerShell itself. */
import type { CommandShape } from './command-shape.js';
import { flagsWithValues, operandsOf, PROGRAM_FLAGS } from './shell-text.js';

export function pwshScript(commands: readonly CommandShape[]): string {
  return `# PowerShell completion for astc-wasm: astc-wasm completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName astc-wasm -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commands.map(({ name, description }) => `    ${literal(name)} = ${literal(description)}`).join('\n')}
  }
  $flags = @{
${commands.map(flagsEntry).join('\n')}
  }
  $values = @{
${commands.flatMap(valueEntries).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $command = $typed | Select-Object -Skip 1 | Where-Object { $commands.Contains($_) } | Select-Object -First 1
  $offer = {
    param($words, $prefix, $help)
    $last = $wordToComplete.Substring($prefix.Length)
    $words | Where-Object { $_.StartsWith($last) } | ForEach-Object {
      $tip = if ($help -and $help[$_]) { $help[$_] } else { $_ }
      [System.Management.Automation.CompletionResult]::new($prefix + $_, $_, 'ParameterValue', $tip)
    }
  }
  if (-not $command) { return & $offer (@($commands.Keys) + @(${PROGRAM_FLAGS.map(literal).join(', ')})) '' $commands }
  $found = $values["$command $($typed[-1])"]
  if ($found) {
    $comma = if ($found[0] -eq ',') { $wordToComplete.LastIndexOf(',') + 1 } else { 0 }
    return & $offer ($found | Where-Object { $_ -ne ',' }) $wordToComplete.Substring(0, $comma) $null
  }
  if ($wordToComplete.StartsWith('-')) { return & $offer @($flags[$command].Keys) '' $flags[$command] }
  $operands = $values[$command]
  if ($operands -and -not ($typed | Where-Object { $operands -contains $_ })) { & $offer $operands '' $null }
}
`;
}

function flagsEntry({ name, flags }: CommandShape): string {
  const entries = flags.flatMap(({ names, summary }) =>
    names.filter((each) => each.startsWith('--')).map((each) => `      ${literal(each)} = ${literal(summary)}`),
  );
  return `    ${literal(name)} = [ordered]@{\n${entries.join('\n')}\n    }`;
}

/** Words of flags and operands; a list of them begins with a comma. */
function valueEntries(command: CommandShape): string[] {
  const entry = (key: string, words: readonly string[]) => `    ${literal(key)} = @(${words.map(literal).join(', ')})`;
  const flags = flagsWithValues(command).filter(({ words }) => words.length > 0);
  const { words } = operandsOf(command);
  return [
    ...flags.flatMap((flag) =>
      flag.names.map((name) =>
        entry(`${command.name} ${name}`, flag.kind === 'list' ? [',', ...flag.words] : flag.words),
      ),
    ),
    ...(words.length > 0 ? [entry(command.name, words)] : []),
  ];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
