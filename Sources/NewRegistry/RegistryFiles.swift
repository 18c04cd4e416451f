import BundledFiles
import Catalog
import Documents
import FileTrees
import Templates

extension RegistryDraft {
  /// How a file of the bundle begins that is a template: GitHub's own expressions have two braces, so it uses others.
  private static let mark = Array("{{=<% %>=}}\n".utf8)

  /// The files of the registry, sorted by path.
  public func files() throws(RegistryDraftError) -> [NewFile] {
    var files: [NewFile] = [
      NewFile(path: "\(catalog)/people/\(founder.login).yaml", bytes: founderFile)
    ]
    let parts = ["common"] + forges.map(\.rawValue)
    for (path, bytes) in BundledFiles.newRegistry.files {
      guard let part = parts.first(where: { path.hasPrefix("\($0)/") }) else { continue }
      files.append(
        NewFile(path: place(path.dropFirst(part.count + 1)), bytes: try rendered(bytes, path)))
    }
    for (path, bytes) in BundledFiles.schemas.files {
      files.append(NewFile(path: "\(catalog)/schema/\(path)", bytes: bytes))
    }
    return files.sorted { isOrderedByBytes($0.path, $1.path) }
  }

  private func place(_ path: Substring) -> String {
    path.hasPrefix("catalog/") ? "\(catalog)/\(path.dropFirst("catalog/".count))" : String(path)
  }

  private func rendered(_ bytes: [UInt8], _ path: String) throws(RegistryDraftError) -> [UInt8] {
    guard bytes.starts(with: Self.mark) else { return bytes }
    let library = TemplateLibrary([path: bytes])
    var output: [UInt8] = []
    var problems = library.problems
    if let template = library[path] { problems += library.render(template, with: [data], into: &output) }
    if let problem = problems.first { throw RegistryDraftError(description: "\(path): \(problem.message)") }
    return output
  }

  private var data: TemplateData {
    var data = TemplateData()
    data["heading"] = .html(Array(title.utf8))
    data["title"] = Self.scalar(title)
    data["description"] = Self.scalar("Models for Xinference, described and reviewed in one git repository.")
    data["login"] = Self.scalar(founder.login)
    data["branch"] = Self.scalar(branch)
    data["catalog"] = .html(Array(catalog.utf8))
    data["repository"] = repository.map(Self.scalar) ?? .nothing
    data["base_url"] = siteAddress.map(Self.scalar) ?? .nothing
    if let package {
      data.setObject("package") { item in
        item["sha256"] = .html(Array(package.sha256.utf8))
        item["url"] = .html(Array(package.address.utf8))
      }
    } else {
      data["package"] = .nothing
    }
    let admins = roles?.admins.map(\.value) ?? [founder.login]
    data["admins"] = .list(admins.map { .html(Array($0.utf8)) })
    data.setList("reviewers", ModelType.allCases.filter { !reviewers(of: $0).isEmpty }) { row, type in
      row["type"] = .html(Array(type.rawValue.utf8))
      row["logins"] = .list(reviewers(of: type).map { .html(Array($0.utf8)) })
    }
    return data
  }

  private func reviewers(of type: ModelType) -> [String] {
    roles.map { $0.reviewers(of: type) } ?? [founder.login]
  }

  /// A text as YAML spells it on one line.
  private static func scalar(_ text: String) -> TemplateValue {
    var builder = DocumentBuilder()
    builder.string(text)
    return .html(Array(YAMLWriter.value(builder.document().rootNode, indentation: 2).dropFirst()))
  }

  private var founderFile: [UInt8] {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("name")
    builder.string(founder.name)
    builder.key("emails")
    builder.beginArray()
    builder.string(founder.email)
    builder.end()
    if let words = founder.key?.split(separator: " ", maxSplits: 2).map(String.init), words.count > 1 {
      builder.key("keys")
      builder.beginArray()
      builder.beginObject()
      builder.key("key")
      builder.string("\(words[0]) \(words[1])")
      builder.key("valid_from")
      builder.string(day.description)
      if words.count > 2 {
        builder.key("comment")
        builder.string(words[2])
      }
      builder.end()
      builder.end()
    }
    builder.end()
    return Array("# yaml-language-server: $schema=../schema/person.schema.json\n".utf8)
      + YAMLWriter.file(builder.document().rootNode)
  }
}
