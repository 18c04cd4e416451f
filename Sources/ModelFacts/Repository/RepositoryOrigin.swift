/// A hub that keeps repositories of weights, as `model_src` names it.
public enum Hub: String, Hashable, Sendable, CaseIterable {
  /// huggingface.co
  case huggingface
  /// modelscope.cn
  case modelscope
  /// modelers.cn
  case openmindHub = "openmind_hub"
  /// csghub.com
  case csghub

  /// What people call it.
  public var title: String {
    switch self {
    case .huggingface: "Hugging Face"
    case .modelscope: "ModelScope"
    case .openmindHub: "Modelers"
    case .csghub: "CSGHub"
    }
  }

  /// Where a repository's file can be had by everybody; `nil` for a hub whose addresses are not known here.
  public func address(of file: String, in id: String, revision: String) -> String? {
    switch self {
    case .huggingface: "https://huggingface.co/\(id)/resolve/\(revision)/\(file)"
    case .modelscope: "https://modelscope.cn/models/\(id)/resolve/\(revision)/\(file)"
    case .openmindHub: "https://modelers.cn/coderepo/web/v1/file/\(id)/\(revision)/media/\(file)"
    case .csghub: nil
    }
  }
}

/// Where a repository of weights is: on a hub, in a folder, or in both when the folder is a hub's cache.
public struct RepositoryOrigin: Hashable, Sendable {
  /// The hub; `nil` where only a folder is known.
  public var hub: Hub?
  /// The repository's id on the hub, `owner/name`.
  public var id: String?
  /// The commit, where the hub tells it, else the branch; `nil` where neither is known.
  public var revision: String?
  /// How a person named it: an id or a path.
  public var place: String

  /// Names a repository.
  public init(hub: Hub? = nil, id: String? = nil, revision: String? = nil, place: String) {
    self.hub = hub
    self.id = id
    self.revision = revision
    self.place = place
  }

  /// The name that says what the model is: the id's last part, or the folder's name.
  public var name: String {
    let text = id ?? place
    return text.split(separator: "/").last.map(String.init) ?? text
  }
}

/// A file of a repository.
public struct RepositoryFile: Hashable, Sendable {
  /// The path below the repository's root, with `/` between its parts.
  public let path: String
  /// The size in bytes; `nil` where the hub does not tell.
  public let size: Int?

  /// Names a file.
  public init(_ path: String, size: Int? = nil) {
    self.path = path
    self.size = size
  }

  /// The last part of the path.
  public var name: Substring { path.split(separator: "/").last ?? "" }
}
