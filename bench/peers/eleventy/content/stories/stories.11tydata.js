export default { tags: ["stories"], layout: "story.11ty.js" };
