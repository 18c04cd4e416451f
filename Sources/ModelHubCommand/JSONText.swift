import Catalog
import Documents

/// Strings inside hand-written lines of JSON.
enum JSONText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    JSONWriter.appendString(Array(text.utf8)[...], to: &bytes)
  }
}

/// Words that may be a model type.
enum ModelTypeName {
  static func isKnown(_ word: String) -> Bool { ModelType(rawValue: word) != nil }
}
