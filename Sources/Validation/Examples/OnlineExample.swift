/// What the pages of rules that look online share.
enum OnlineExample {
  static func source(_ fields: String) -> String {
    """
    model_specs:
    - model_format: pytorch
      model_size_in_billions: 7
      model_src:
        huggingface:
          \(fields.split(separator: "\n").joined(separator: "\n      "))
          quantizations: [none]
    """
  }
}

/// The world of examples: everything is there, unless its name says otherwise.
final class ExampleWorld: OnlineWorld {
  func answer(_ question: OnlineQuestion) -> OnlineAnswer {
    if question.key.contains("silent") { return .unknown("The hub does not answer.") }
    return question.key.contains("missing") ? .missing : .found
  }
}
