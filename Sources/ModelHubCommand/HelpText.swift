import ArgumentParser

extension CommandConfiguration {
  /// A command whose discussion is written in short lines, as sources are, and flows to the terminal's width.
  ///
  /// The parser keeps every line break, so that lines which are longer than the terminal come out ragged. Where a part
  /// under a heading in capitals begins, such as EXAMPLES, lines stay as they are.
  init(
    commandName: String, abstract: String, discussion: String, version: String = "",
    subcommands: [any ParsableCommand.Type] = []
  ) {
    self.init(
      commandName: commandName, abstract: abstract, usage: nil, discussion: Self.flowing(discussion),
      version: version, subcommands: subcommands)
  }

  static func flowing(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex(where: isHeading) ?? lines.endIndex
    let paragraphs = lines[..<end].split(separator: "").map { $0.joined(separator: " ") }
    let rest = lines[end...].joined(separator: "\n")
    return (paragraphs + (rest.isEmpty ? [] : [rest])).joined(separator: "\n\n")
  }

  private static func isHeading(_ line: Substring) -> Bool {
    !line.isEmpty && line.allSatisfy { ("A"..."Z").contains($0) || $0 == " " }
  }
}
