public import Diagnostics
public import SourceText

/// The two notations of a document.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// JSON, RFC 8259.
  case json
  /// YAML 1.2, core schema.
  case yaml

  /// The format that a file's ending asks for, or `nil`.
  public init?(path: String) {
    if path.hasSuffix(".json") {
      self = .json
    } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      self = .yaml
    } else {
      return nil
    }
  }
}

/// Reads files into documents.
public enum DocumentReader {
  /// The document, or `nil` where the text cannot be read as one, and what there is to say about it.
  ///
  /// Either the document is there or at least one diagnostic is; both happen for faults that leave the
  /// tree readable, such as a key that stands twice (the first one is kept by look-ups).
  public static func read(
    _ source: SourceText, as format: DocumentFormat, limits: ReadLimits = .catalog
  ) -> (document: Document?, diagnostics: [Diagnostic]) {
    if source.bytes.count > limits.bytes {
      let size = "\(source.bytes.count) bytes, more than the \(limits.bytes) that a document may have"
      return (nil, [Diagnostic("file-size", "The file has \(size)", at: Location(source, 0..<0))])
    }
    if let fault = UTF8Check.firstFault(in: source.bytes) {
      let location = Location(source, fault..<min(fault + 1, source.bytes.count))
      let help = "Save the file as UTF-8; a picture or an archive does not belong here."
      return (nil, [Diagnostic("not-utf-8", "This byte is not UTF-8", at: location, help: help)])
    }
    switch format {
    case .json:
      var reader = JSONReader(source, limits)
      return reader.read()
    case .yaml:
      var reader = YAMLReader(source, limits)
      return reader.read()
    }
  }
}
