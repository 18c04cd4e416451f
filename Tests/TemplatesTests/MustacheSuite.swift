import Foundation
import Templates
import Testing

/// The Mustache specification's tests, which lie beside the package and are not part of it.
enum MustacheSuite {
  /// The modules of the language that are built.
  static let modules = [
    "comments", "delimiters", "interpolation", "inverted", "partials", "sections", "~inheritance",
  ]
  /// The optional modules that are not: a site's data has no code in it, and a template's includes are
  /// known when it is compiled.
  static let outOfScope = ["~dynamic-names", "~lambdas"]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/suites/mustache").standardized

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let data: JSON
    let template: String
    let partials: [String: String]?
    let expected: String

    var testDescription: String { name }
  }

  private struct File: Decodable {
    let tests: [Case]
  }

  static func cases(_ module: String) throws -> [Case] {
    let data = try Data(contentsOf: folder.appending(path: "\(module).json"))
    return try JSONDecoder().decode(File.self, from: data).tests
  }
}

/// Just enough of JSON to hand a test's data on.
enum JSON: Decodable, Sendable {
  case null
  case flag(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let object = try? value.decode([String: JSON].self) {
      self = .object(object)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .number("\(number)")
    } else {
      self = .number("\(try value.decode(Double.self))")
    }
  }

  var value: TemplateValue {
    switch self {
    case .null: .nothing
    case .flag(let flag): .flag(flag)
    case .number(let text), .string(let text): .text(text)
    case .array(let items): .list(items.map(\.value))
    case .object(let members):
      .object(
        members.reduce(into: TemplateData()) { $0[TemplateKey($1.key)] = $1.value.value })
    }
  }
}
