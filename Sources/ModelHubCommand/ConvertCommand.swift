import ArgumentParser
import Documents
import FileTrees
import SourceText

struct ConvertCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn one document from JSON into YAML, or back.",
    discussion: """
      Read as strictly as everything else in a catalog, and written to standard output: JSON in the form of
      Xinference's repository, YAML as a person would have written it. Values, order and numbers survive;
      comments cannot stand in JSON.

      EXAMPLES
        modelhub convert model.json --to yaml > model.yaml
        modelhub convert catalog/models/llm/qwen3/model.yaml --to json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file: .json, .yaml or .yml; ‘-’ is standard input, read as YAML.")
  var file: String

  @Option(help: "The notation to write: json or yaml.")
  var to: DocumentFormat

  func perform(_ console: Console) throws -> Outcome {
    let format = DocumentFormat(path: file) ?? .yaml
    let read = file == "-" ? try FolderTree.readStandardInput() : try FolderTree.readFile(file)
    guard let bytes = read else { throw CommandError("There is no file ‘\(file)’.") }
    let result = DocumentReader.read(SourceText(path: file, bytes: bytes), as: format)
    guard let document = result.document, result.diagnostics.isEmpty else {
      console.report(result.diagnostics)
      return .findings
    }
    switch to {
    case .json: console.print(bytes: JSONWriter.file(document.rootNode))
    case .yaml: console.print(bytes: YAMLWriter.file(document.rootNode))
    }
    return .clean
  }
}
