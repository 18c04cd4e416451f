public import Diagnostics
public import Documents

/// The settings of a registry: `hub.yaml`.
public struct HubSettings: Sendable {
  /// The file, or `nil` where there is none and every default holds.
  public let document: Document?
  /// What readers see on every page.
  public let registry: RegistrySettings
  /// How entries lie below `models/`.
  public let layout: CatalogLayout
  /// Who may do what.
  public let roles: Roles
  /// What a submission needs.
  public let policy: ReviewPolicy
  /// Where approved entries go.
  public let upstream: UpstreamSettings
  /// Groups of readers and their members, in the file's order.
  public let audiences: [(name: Located<String>, members: [Located<String>])]
  /// Severities that differ from the rules' own, by rule; `nil` is off.
  public let severities: [(rule: Located<String>, severity: Severity?)]

  /// The settings of a registry without `hub.yaml`.
  public static let standard = HubSettings.decode(nil).0

  static func decode(_ document: Document?) -> (HubSettings, [Diagnostic]) {
    guard let document else {
      let empty = emptyDocument.rootNode
      var decoder = MappingDecoder(empty, "hub.yaml")
      return (decode(&decoder, nil), [])
    }
    var decoder = MappingDecoder(document.rootNode, "hub.yaml")
    let settings = decode(&decoder, document)
    return (settings, decoder.finish())
  }

  static let emptyDocument: Document = {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.end()
    return builder.document(path: "hub.yaml")
  }()

  private static func decode(_ decoder: inout MappingDecoder, _ document: Document?) -> HubSettings {
    HubSettings(
      document: document,
      registry: RegistrySettings.decode(&decoder),
      layout: decoder.choice("layout", CatalogLayout.self)?.value ?? .flat,
      roles: Roles.decode(&decoder),
      policy: ReviewPolicy.decode(&decoder),
      upstream: UpstreamSettings.decode(&decoder),
      audiences: audiences(&decoder),
      severities: severities(&decoder))
  }

  private static func audiences(
    _ decoder: inout MappingDecoder
  ) -> [(name: Located<String>, members: [Located<String>])] {
    guard let node = decoder.mapping("audiences") else { return [] }
    var nested = MappingDecoder(node, "‘audiences:’")
    let groups = node.members.map { member in
      (name: Located(member.name, at: member.key), members: nested.strings(member.name))
    }
    decoder.absorb(nested.finish())
    return groups
  }

  private static func severities(_ decoder: inout MappingDecoder) -> [(
    rule: Located<String>, severity: Severity?
  )] {
    guard let node = decoder.mapping("severities") else { return [] }
    var nested = MappingDecoder(node, "‘severities:’")
    let result = node.members.compactMap { member -> (rule: Located<String>, severity: Severity?)? in
      guard let choice = nested.choice(member.name, SeverityChoice.self) else { return nil }
      return (Located(member.name, at: member.key), Severity(rawValue: choice.value.rawValue))
    }
    decoder.absorb(nested.finish())
    return result
  }
}

private enum SeverityChoice: String, CaseIterable, Sendable {
  case error, warning, note, off
}

/// What readers see on every page.
public struct RegistrySettings: Sendable {
  /// The registry's name.
  public let title: String
  /// One sentence about it.
  public let description: String
  /// Where the site is served, ending in `/`; `nil` where it is not said.
  public let baseURL: String?
  /// The language of the interface and of `README.md`, as a BCP 47 tag.
  public let language: String
  /// The languages that the interface is built in.
  public let languages: [String]
  /// A picture beside the title: a path below the catalog.
  public let logo: String?
  /// The web address of the git repository.
  public let repository: String?

  static func decode(_ decoder: inout MappingDecoder) -> RegistrySettings {
    let node = decoder.mapping("registry") ?? HubSettings.emptyDocument.rootNode
    var nested = MappingDecoder(node, "‘registry:’")
    let settings = RegistrySettings(&nested)
    decoder.absorb(nested.finish())
    return settings
  }

  private init(_ decoder: inout MappingDecoder) {
    title = decoder.string("title")?.value ?? "Model registry"
    description = decoder.string("description")?.value ?? ""
    baseURL = decoder.string("base_url").map { $0.value.hasSuffix("/") ? $0.value : $0.value + "/" }
    language = decoder.string("language")?.value ?? "en"
    let listed = decoder.strings("languages").map(\.value)
    languages = listed.isEmpty ? [language] : listed
    logo = decoder.string("logo")?.value
    repository = decoder.string("repository")?.value
  }
}
