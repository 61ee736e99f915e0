"use strict";
// Every sentence of the page, Chinese first, English beside it. Names of levels and reasons come with the state; English
// for the usual reasons is here because the catalogue has them in Chinese only.
const WORDS = {
  counter: (code) => [code.replace(/^W0*/, "") + " 号窗口", "Window " + code.replace(/^W0*/, "")],
  badge: ["工号", "Staff no."],
  serving: ["正在为您办理", "Now serving you"],
  ask: ["请对本次服务作出评价", "How was the service today?"],
  why: ["请选择不满意的原因（可多选）", "What went wrong? You may choose several."],
  send: ["提交", "Send"],
  back: ["返回", "Back"],
  sending: ["正在提交，请稍候……", "Sending, please wait"],
  thanks: ["感谢您的评价", "Thank you for your rating"],
  chosen: ["您的评价", "Your rating"],
  change: ["改选", "Change"],
  closed: ["本窗口暂停服务", "This window is not serving at the moment"],
  lost: ["连接中断，正在恢复……", "Connection lost, trying again"],
  unheard: ["没有收到确认，请再按一次", "Not confirmed. Please press again."],
  late: ["本次评价已经结束，谢谢您", "Rating for this visit has ended. Thank you."],
  left: (seconds) => ["剩余 " + seconds + " 秒", seconds + " s left"],
};

const REASONS_IN_ENGLISH = {
  "服务态度": "Manner", "办事效率": "Slow service", "业务能力": "Competence", "要求额外材料": "Extra documents",
  "没有一次告知": "Not told everything", "多次跑动": "Too many visits", "环境设施": "Facilities", "其他": "Other",
};
